"""Training of the Sayso tagger: from the corpora to the weights that ship."""
