"""What staff may do to the record: publish it, find its look-alikes, follow its history, keep it in files."""
