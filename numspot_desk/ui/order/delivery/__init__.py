"""What leaves an order: its documents, what legal reads beside them, the signed copies that come back."""
