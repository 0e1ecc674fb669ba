"""The guards themselves: a test that needs the network must fail, and say so."""

from __future__ import annotations

import os
import socket

import pytest

from tests.conftest import is_local


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as client, pytest.raises(AssertionError, match="tests have no network"):
        client.connect(("192.0.2.1", 80))


def test_no_test_resolves_a_name() -> None:
    with pytest.raises(AssertionError, match="tests have no network"):
        socket.getaddrinfo("news.example", 80)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


@pytest.mark.parametrize(
    ("address", "local"),
    [(("127.0.0.1", 1), True), (("::1", 1, 0, 0), True), ("/run/some.sock", True), (("10.0.0.1", 1), False)],
)
def test_is_local(address: object, local: bool) -> None:
    assert is_local(address) is local


def test_settings_of_the_user_are_out_of_sight() -> None:
    assert not [name for name in os.environ if name.startswith("TRACKER_")]
