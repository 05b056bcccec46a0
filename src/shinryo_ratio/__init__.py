"""Does this year's revenue meet the income requirement (収入要件)? Exactly, and with reasons."""
