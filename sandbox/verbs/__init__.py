"""The product, one file per verb: each decides a plan and returns a result."""
