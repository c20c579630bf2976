"""The project's own documents written as Excel, HTML, Word and PDF, and read back."""
