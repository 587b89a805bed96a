"""Matrix products through oneDNN where the BLAS is slow: Debian's torch comes with the reference BLAS, fifty times slower."""

import time

import torch


def _is_slow() -> bool:
    """Whether a plain product runs below 5 GFLOP/s."""
    square = torch.ones(256, 256)
    started = time.process_time()
    for _ in range(3):
        square @ square
    return (time.process_time() - started) / 3 > 2 * 256**3 / 5e9


_THROUGH_ONEDNN = torch.backends.mkldnn.is_available() and _is_slow()


def _times_transposed(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if not _THROUGH_ONEDNN:
        return a @ b.T
    return torch._C._nn.mkldnn_linear(a.contiguous().to_mkldnn(), b.contiguous()).to_dense()


class _TimesTransposed(torch.autograd.Function):
    @staticmethod
    def forward(context, a, b):
        context.save_for_backward(a, b)
        return _times_transposed(a, b)

    @staticmethod
    def backward(context, gradient):
        a, b = context.saved_tensors
        return _times_transposed(gradient, b.T), _times_transposed(gradient.T, a.T)


def times_transposed(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """a @ b.T of two matrices, differentiable."""
    return _TimesTransposed.apply(a, b)
