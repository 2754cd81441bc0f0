"""The samples carried with the program: orders, prices, general terms, a workspace filled with them."""
