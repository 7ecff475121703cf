"""What people look at: view models in Python, told by the templates beside them."""
