/* The look-ups of the screening kernel, each in one pass, without the interpreter's lock.

   NumPy does the same in more passes (gather.py), and does so where this was not compiled. Nobody
   has checked the codes: the loop does it on the way, so that they are read only once. */

/* One module serves every Python from 3.11 (setup.py); free-threaded ones have an interface of
   their own. */
#if !defined(Py_GIL_DISABLED) && !defined(Py_LIMITED_API)
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { PERSON, PLACE, DAY, ROW_OF, COLUMN_OF, CELLS, OUT, COUNT };

static const char *const names[COUNT] = {
    "person", "place", "day", "row_of", "column_of", "cells", "out"};
enum { SMALL = 1, MIDDLE = 2, LARGE = 4 }; /* bytes of a whole number */
static const int widths[COUNT] = {
    MIDDLE | LARGE, MIDDLE | LARGE, LARGE, LARGE, LARGE, SMALL | MIDDLE, SMALL | MIDDLE};
enum { NONE = -1 }; /* in place of an answer */

/* Fill view with an array of whole numbers of one of these widths. */
static int taken(PyObject *object, Py_buffer *view, const char *name, int width, int writable)
{
    int flags = PyBUF_FORMAT | PyBUF_C_CONTIGUOUS | (writable ? PyBUF_WRITABLE : 0);
    if (PyObject_GetBuffer(object, view, flags) < 0)
        return -1;
    /* A width has several letters: int32 is 'l' where that is what C calls long. */
    const char *format = view->format ? view->format : "";
    int whole = *format && strchr("bhil", *format) && !format[1];
    if (whole && (view->itemsize & width))
        return 0;
    PyErr_Format(PyExc_TypeError, "%s: must hold %s", name,
                 width == SMALL              ? "int8"
                 : width == LARGE            ? "int32"
                 : width == (SMALL | MIDDLE) ? "int8 or int16"
                                             : "int16 or int32");
    PyBuffer_Release(view);
    return -1;
}

/* One loop for each choice of widths, so that none asks for a width in the loop. A negative code
   is a large one without its sign, and a number of days may be any: hence 64 bits. */
#define LOOP(PERSON_TYPE, PLACE_TYPE, CELL_TYPE)                                                  \
    do {                                                                                          \
        const PERSON_TYPE *person = views[PERSON].buf;                                            \
        const PLACE_TYPE *place = views[PLACE].buf;                                               \
        const CELL_TYPE *cells = views[CELLS].buf;                                                \
        CELL_TYPE *out = views[OUT].buf;                                                          \
        for (Py_ssize_t row = 0; row < length[OUT]; row++) {                                      \
            int32_t who = person[row], where = place[row];                                        \
            int64_t since = (int64_t)day[row] - first_day;                                        \
            if ((uint32_t)who >= (uint32_t)persons || (uint32_t)where >= (uint32_t)places ||      \
                (uint64_t)since > last) {                                                         \
                out[row] = NONE;                                                                  \
                continue;                                                                         \
            }                                                                                     \
            since = since < length[COLUMN_OF] ? since : length[COLUMN_OF] - 1;                    \
            out[row] = cells[(Py_ssize_t)row_of[(Py_ssize_t)who * places + where] +               \
                             column_of[since]];                                                   \
        }                                                                                         \
    } while (0)
#define LOOPS(PERSON_TYPE, PLACE_TYPE)                                                            \
    do {                                                                                          \
        if (views[CELLS].itemsize == SMALL)                                                       \
            LOOP(PERSON_TYPE, PLACE_TYPE, int8_t);                                                \
        else                                                                                      \
            LOOP(PERSON_TYPE, PLACE_TYPE, int16_t);                                               \
    } while (0)

/* Whether every row and column leads to a cell: asked once, so that no row has to ask. */
static int leads_to_cells(const Py_buffer *views, const Py_ssize_t *length)
{
    int64_t first = 0, last = 0;
    for (int part = ROW_OF; part <= COLUMN_OF; part++) {
        const int32_t *offsets = views[part].buf;
        int32_t least = offsets[0], most = offsets[0];
        for (Py_ssize_t at = 1; at < length[part]; at++) {
            least = offsets[at] < least ? offsets[at] : least;
            most = offsets[at] > most ? offsets[at] : most;
        }
        first += least;
        last += most;
    }
    return first >= 0 && last < length[CELLS];
}

static PyObject *gather(PyObject *self, PyObject *args)
{
    PyObject *objects[COUNT];
    Py_buffer views[COUNT];
    Py_ssize_t length[COUNT];
    int places, first_day, last_day, held = 0;
    PyObject *result = NULL;

    (void)self;
    if (!PyArg_ParseTuple(args, "OOOOOOOiii:gather", &objects[PERSON], &objects[PLACE],
                          &objects[DAY], &objects[ROW_OF], &objects[COLUMN_OF], &objects[CELLS],
                          &objects[OUT], &places, &first_day, &last_day))
        return NULL;
    for (; held < COUNT; held++) {
        if (taken(objects[held], &views[held], names[held], widths[held], held == OUT) < 0)
            goto release;
        length[held] = views[held].len / views[held].itemsize;
    }
    if (length[PERSON] != length[OUT] || length[PLACE] != length[OUT] ||
        length[DAY] != length[OUT]) {
        PyErr_SetString(PyExc_ValueError, "person, place, day and out: must be of one length");
        goto release;
    }
    if (views[CELLS].itemsize != views[OUT].itemsize) {
        PyErr_SetString(PyExc_TypeError, "cells and out: must hold the same");
        goto release;
    }
    if (length[ROW_OF] < 1 || length[COLUMN_OF] < 1 || length[CELLS] < 1) {
        PyErr_SetString(PyExc_ValueError, "row_of, column_of and cells: must not be empty");
        goto release;
    }
    if (!leads_to_cells(views, length)) {
        PyErr_SetString(PyExc_ValueError, "row_of and column_of: must lead to cells");
        goto release;
    }
    if (places < 1 || length[ROW_OF] % places || length[ROW_OF] / places > INT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "row_of: must have all the places for each person");
        goto release;
    }
    if (last_day < first_day) {
        PyErr_SetString(PyExc_ValueError, "last_day: must not be before first_day");
        goto release;
    }
    Py_BEGIN_ALLOW_THREADS
    const int32_t *day = views[DAY].buf, *row_of = views[ROW_OF].buf;
    const int32_t *column_of = views[COLUMN_OF].buf;
    const Py_ssize_t persons = length[ROW_OF] / places;
    const uint64_t last = (uint64_t)((int64_t)last_day - first_day);
    int large_person = views[PERSON].itemsize == LARGE, large_place = views[PLACE].itemsize == LARGE;
    if (large_person && large_place)
        LOOPS(int32_t, int32_t);
    else if (large_person)
        LOOPS(int32_t, int16_t);
    else if (large_place)
        LOOPS(int16_t, int32_t);
    else
        LOOPS(int16_t, int16_t);
    Py_END_ALLOW_THREADS
    result = Py_NewRef(Py_None);
release:
    while (held-- > 0)
        PyBuffer_Release(&views[held]);
    return result;
}

/* A number that is below zero, or behind the codes, has the last of them. */
#define TRANSLATE(ROW_TYPE)                                                                       \
    do {                                                                                          \
        const ROW_TYPE *from = rows.buf;                                                          \
        for (Py_ssize_t row = 0; row < out.len; row++)                                            \
            to[row] = code[(size_t)from[row] < (size_t)codes.len ? from[row] : codes.len - 1];    \
    } while (0)

static PyObject *translate(PyObject *self, PyObject *args)
{
    PyObject *rows_object, *codes_object, *out_object, *result = NULL;
    Py_buffer rows, codes, out;

    (void)self;
    if (!PyArg_ParseTuple(args, "OOO:translate", &rows_object, &codes_object, &out_object))
        return NULL;
    if (taken(rows_object, &rows, "rows", SMALL | MIDDLE, 0) < 0)
        return NULL;
    if (taken(codes_object, &codes, "codes", SMALL, 0) < 0)
        goto release_rows;
    if (taken(out_object, &out, "out", SMALL, 1) < 0)
        goto release_codes;
    if (rows.len / rows.itemsize != out.len)
        PyErr_SetString(PyExc_ValueError, "rows and out: must be of one length");
    else if (codes.len < 1)
        PyErr_SetString(PyExc_ValueError, "codes: must not be empty");
    else {
        Py_BEGIN_ALLOW_THREADS
        const int8_t *code = codes.buf;
        int8_t *to = out.buf;
        if (rows.itemsize == SMALL)
            TRANSLATE(int8_t);
        else
            TRANSLATE(int16_t);
        Py_END_ALLOW_THREADS
        result = Py_NewRef(Py_None);
    }
    PyBuffer_Release(&out);
release_codes:
    PyBuffer_Release(&codes);
release_rows:
    PyBuffer_Release(&rows);
    return result;
}

static PyMethodDef methods[] = {
    {"gather", gather, METH_VARARGS,
     "gather(person, place, day, row_of, column_of, cells, out, places, first_day, last_day)\n"
     "--\n\n"
     "Write cells[row_of[person * places + place] + column_of[day - first_day]] to out; -1 where\n"
     "there is no such person, place or day. Days behind column_of are in its last column.\n\n"
     "person and place hold int16 or int32, cells and out int8 or int16, all else int32.\n"
     "Raises BufferError, TypeError or ValueError about an array, OverflowError about a number."},
    {"translate", translate, METH_VARARGS,
     "translate(rows, codes, out)\n--\n\n"
     "Write codes[rows] to out, the last code where rows has none of them. rows holds int8 or\n"
     "int16, codes and out int8.\n"
     "Raises BufferError, TypeError or ValueError about an array."},
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_gather", "The look-ups of the screening kernel.", -1, methods,
    NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__gather(void)
{
    PyObject *created = PyModule_Create(&module);
#ifdef Py_GIL_DISABLED
    if (created)
        PyUnstable_Module_SetGIL(created, Py_MOD_GIL_NOT_USED);
#endif
    return created;
}
