"""Hand-over of an order between laptops: sent, planned, received, branches side by side."""
