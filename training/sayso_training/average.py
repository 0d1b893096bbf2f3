"""The weighted mean of checkpoints that started from one and the same: average.py OUT.pt A.pt SHARE B.pt SHARE …

Two runs from one start lie in one basin, and their mean generalizes better than either (Wortsman et al., 2022).
"""

import sys

import torch


def follow(averaged, model, step, most):
    """Moves the averaged weights of a run towards the model's: an exponential mean whose decay a step grows to `most`."""
    decay = min(most, step / (step + 10))
    with torch.no_grad():
        for name, value in model.state_dict().items():
            averaged[name].lerp_(value, 1 - decay)


def main(out, *pairs):
    checkpoints = [torch.load(path, weights_only=True) for path in pairs[::2]]
    shares = [float(share) for share in pairs[1::2]]
    if len(checkpoints) != len(shares) or abs(sum(shares) - 1) > 1e-6:
        sys.exit("each checkpoint needs its share, and the shares add up to 1")
    mean = lambda name: sum(share * c["state"][name] for c, share in zip(checkpoints, shares))
    torch.save(checkpoints[-1] | {"state": {name: mean(name) for name in checkpoints[-1]["state"]}}, out)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
