"""The questions the product answers, one module each."""
