"""The hand-over of an order from one laptop to another: what it holds, how it is read, how two sides join."""
