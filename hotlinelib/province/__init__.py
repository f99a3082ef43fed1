"""One province: its winners, awards and place among its peers."""
