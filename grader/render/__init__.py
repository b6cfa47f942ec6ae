"""Values to text: one file a format; nothing here computes, reads or prints."""
