"""Speed and size, each figure a ratio measured in one run on one machine. `make bench` prints them all."""
