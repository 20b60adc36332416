"""What the catalogue is measured against, over the same records."""
