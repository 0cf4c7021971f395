"""What bench/compare and bench/growth are made of."""
