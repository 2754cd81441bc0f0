"""What a review is made of: its steps, its parts, where a remark stays, comments."""
