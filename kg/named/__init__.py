"""What running text names, counts and dates: things, figures, events and the facts around them."""
