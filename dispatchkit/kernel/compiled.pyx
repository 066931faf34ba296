# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The kernel compiled. ``plain`` says what it does, in the same order, so that the likelihoods are
the same.
"""

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport exp
from libc.stdint cimport uint16_t

# The layout of the weights: that of ``plain`` when this was compiled.
LAYOUT = 1

cdef enum:
    # The likelihoods of a line are kept on the stack.
    MOST_PARTS = 16
    # Weights are hundredths.
    UNIT = 100


cdef struct Pair:
    int one
    int other
    double factor


cdef class Chain:
    """``plain.Chain``."""

    # The pointers point into these.
    cdef bytes _kept_numbers, _kept_rows
    cdef const uint16_t *_numbers
    cdef const uint16_t *_rows
    cdef Py_ssize_t _parts, _row_count, _family_count, _pair_count
    # For each family the number of its axes, then the place and the size of each.
    cdef Py_ssize_t *_families
    cdef Pair *_pairs
    cdef double _start[MOST_PARTS]
    cdef double _end[MOST_PARTS]

    def __init__(self, weights):
        if self._families != NULL:
            raise TypeError("a chain is made once")
        self._take_parts(weights["start"], weights["end"])
        self._take_rows(weights["rows"], weights["numbers"])
        self._take_families(weights["families"])
        self._take_pairs(weights["follows"])

    def __dealloc__(self):
        PyMem_Free(self._families)
        PyMem_Free(self._pairs)

    cdef int _take_parts(self, start, end) except -1:
        cdef Py_ssize_t part
        self._parts = len(start)
        if not 0 < self._parts <= MOST_PARTS or len(end) != self._parts:
            raise ValueError("not as many parts as there can be")
        for part in range(self._parts):
            self._start[part], self._end[part] = start[part], end[part]

    cdef int _take_rows(self, bytes rows, bytes numbers) except -1:
        cdef Py_ssize_t width = self._parts * sizeof(uint16_t), at
        self._kept_rows, self._kept_numbers = rows, numbers
        self._rows = <const uint16_t *>PyBytes_AS_STRING(rows)
        self._numbers = <const uint16_t *>PyBytes_AS_STRING(numbers)
        if len(rows) % width or len(numbers) % sizeof(uint16_t):
            raise ValueError("half a row")
        self._row_count = len(rows) // width
        for at in range(<Py_ssize_t>(len(numbers) // sizeof(uint16_t))):
            if self._numbers[at] >= self._row_count:
                raise ValueError("a number of no row")

    cdef int _take_families(self, families) except -1:
        cdef Py_ssize_t combined = 0, count, place, size, at = 0
        self._family_count = len(families)
        self._families = <Py_ssize_t *>PyMem_Malloc(
            (sum([1 + 2 * len(family) for family in families]) + 1) * sizeof(Py_ssize_t)
        )
        if self._families == NULL:
            raise MemoryError
        for family in families:
            self._families[at] = len(family)
            at += 1
            count = 1
            for place, size in family:
                if place < 0 or not 0 < size <= 256:
                    raise ValueError("no axis")
                self._families[at], self._families[at + 1] = place, size
                at += 2
                count *= size
            combined += count
        if combined * <Py_ssize_t>sizeof(uint16_t) != len(self._kept_numbers):
            raise ValueError("not as many numbers as combinations")

    cdef int _take_pairs(self, follows) except -1:
        cdef Py_ssize_t at
        self._pair_count = len(follows)
        self._pairs = <Pair *>PyMem_Malloc((self._pair_count + 1) * sizeof(Pair))
        if self._pairs == NULL:
            raise MemoryError
        for at, (one, other, factor) in enumerate(follows):
            if not (0 <= one < self._parts and 0 <= other < self._parts):
                raise ValueError("no part")
            self._pairs[at] = Pair(one, other, factor)

    def likelihoods(self, lines, flags, may):
        """``plain.Chain.likelihoods``."""
        cdef Py_ssize_t count = len(lines), at, part
        cdef long long mask
        cdef double *own
        cdef double *bound
        cdef double *ahead
        if len(flags) != count or len(may) != count:
            raise ValueError("not as many lines")
        own = <double *>PyMem_Malloc((3 * count * self._parts + 1) * sizeof(double))
        if own == NULL:
            raise MemoryError
        bound = own + count * self._parts
        ahead = bound + count * self._parts
        try:
            for at in range(count):
                self._weigh(lines[at], flags[at], own + at * self._parts)
                mask = may[at]
                for part in range(self._parts):
                    bound[at * self._parts + part] = (
                        own[at * self._parts + part] if mask >> part & 1 else 0.0
                    )
            self._go_ahead(count, own, bound, ahead)
            return self._go_back(count, bound, ahead)
        finally:
            PyMem_Free(own)

    cdef int _weigh(self, bytes line, flags, double *factors) except -1:
        """The factors of a line: its sums of weights, scaled so that the greatest factor is one."""
        cdef const unsigned char *values = <const unsigned char *>PyBytes_AS_STRING(line)
        cdef Py_ssize_t width = len(line), first = 0, index, count, place, size, number
        cdef Py_ssize_t part, axis, _
        cdef const Py_ssize_t *axes = self._families
        cdef const uint16_t *row
        cdef unsigned int sums[MOST_PARTS]
        cdef unsigned int most = 0
        for part in range(self._parts):
            sums[part] = 0
        for _ in range(self._family_count):
            index, count = 0, 1
            for axis in range(axes[0]):
                place, size = axes[1 + 2 * axis], axes[2 + 2 * axis]
                if place >= width or values[place] >= size:
                    raise IndexError("no such value")
                index, count = index * size + values[place], count * size
            number = self._numbers[first + index]
            first += count
            axes += 1 + 2 * axes[0]
            if number:
                row = self._rows + number * self._parts
                for part in range(self._parts):
                    sums[part] += row[part]
        for number in flags:
            if not 0 <= number < self._row_count:
                raise IndexError("no such row")
            row = self._rows + number * self._parts
            for part in range(self._parts):
                sums[part] += row[part]
        for part in range(self._parts):
            most = max(most, sums[part])
        for part in range(self._parts):
            factors[part] = exp(-<double>(most - sums[part]) / UNIT)
        return 0

    cdef void _go_ahead(
        self, Py_ssize_t count, const double *own, double *bound, double *ahead
    ) noexcept:
        """Write the likelihoods of the parts of each line, given that line and those above it."""
        cdef double reached[MOST_PARTS]
        cdef Py_ssize_t at, part, number
        cdef Pair pair
        cdef bint possible
        for part in range(self._parts):
            reached[part] = self._start[part]
        for at in range(count):
            possible = False
            for part in range(self._parts):
                ahead[part] = reached[part] * bound[part]
                possible = possible or ahead[part] != 0
            if not possible:
                for part in range(self._parts):
                    bound[part] = own[part]
                    ahead[part] = reached[part] * own[part]
            self._scale(ahead)
            for part in range(self._parts):
                reached[part] = 0
            for number in range(self._pair_count):
                pair = self._pairs[number]
                reached[pair.other] += ahead[pair.one] * pair.factor
            own += self._parts
            bound += self._parts
            ahead += self._parts

    cdef list _go_back(self, Py_ssize_t count, const double *bound, double *ahead):
        """The likelihoods of the parts of each line, given all lines; *ahead* is overwritten."""
        cdef double state[MOST_PARTS]
        cdef double below[MOST_PARTS]
        cdef double *here
        cdef Py_ssize_t at, part, number
        cdef Pair pair
        cdef list found = [None] * count
        for part in range(self._parts):
            state[part] = self._end[part]
        for at in range(count - 1, -1, -1):
            here = ahead + at * self._parts
            for part in range(self._parts):
                here[part] = here[part] * state[part]
            self._scale(here)
            found[at] = [here[part] for part in range(self._parts)]
            for part in range(self._parts):
                below[part] = state[part] * bound[at * self._parts + part]
                state[part] = 0
            for number in range(self._pair_count):
                pair = self._pairs[number]
                state[pair.one] += below[pair.other] * pair.factor
            self._scale(state)
        return found

    cdef void _scale(self, double *values) noexcept:
        """Divide *values* by their sum."""
        cdef double total = 0
        cdef Py_ssize_t part
        for part in range(self._parts):
            total += values[part]
        if total != 0:
            for part in range(self._parts):
                values[part] = values[part] / total
