"""The words for what a record holds, whoever shows them."""
