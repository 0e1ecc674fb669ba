"""What a report tells and shows, whoever sets it: its entries, its words and the figures of its pictures."""
