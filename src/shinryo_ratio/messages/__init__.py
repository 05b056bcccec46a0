"""The catalogue of words: every reason, warning, problem and label in Japanese and English, by code."""
