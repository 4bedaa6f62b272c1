"""What people do, below the doors."""
