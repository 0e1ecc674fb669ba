"""The linear-chain conditional random field over labels O, B, I, B, I, … (Lafferty et al. 2001)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

FORBIDDEN = -1e4


class Crf(nn.Module):  # type: ignore[misc]  # torch is untyped here
    """Transition scores between `count` labels; an I never follows anything but its B or itself."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(count, count))  # [from, to]
        allowed = torch.ones(count, count)
        for inside in range(2, count, 2):
            allowed[:, inside] = 0
            allowed[inside - 1, inside] = allowed[inside, inside] = 1
        self.register_buffer("forbidden", (1 - allowed) * FORBIDDEN)

    def start_from(self, scores: list[list[float]]) -> None:
        """Take over the transition scores of a trained model, [from, to]."""
        with torch.no_grad():
            self.transitions.copy_(torch.tensor(scores) - self.forbidden)

    def scores(self) -> Tensor:
        """Transition scores with the forbidden ones pressed down, [from, to]."""
        return self.transitions + self.forbidden

    def rows(self) -> list[list[float]]:
        """The scores as plain numbers."""
        rows: list[list[float]] = self.scores().detach().clamp(min=FORBIDDEN).tolist()
        return rows

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log-likelihood a token; labels below 0 are summed over (Tsuboi et al. 2008)."""
        batch, length, _ = emissions.shape
        gold = torch.full_like(emissions, FORBIDDEN)
        known = labels >= 0
        gold[~known] = 0.0
        gold = gold.scatter(2, labels.clamp(min=0).unsqueeze(2), 0.0)
        both = torch.cat([emissions, emissions + gold])
        mask2 = torch.cat([mask, mask]).bool()
        transitions = self.scores()
        # every chunk starts after a label that nobody knows, so an I may come first
        alpha = both[:, 0]
        for t in range(1, length):
            new = torch.logsumexp(alpha.unsqueeze(2) + transitions, dim=1) + both[:, t]
            alpha = torch.where(mask2[:, t].unsqueeze(1), new, alpha)
        log_z = torch.logsumexp(alpha, dim=1)
        return (log_z[:batch] - log_z[batch:]).sum() / known.sum().clamp(min=1)
