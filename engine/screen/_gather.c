/* The look-ups of the screening kernel, each in one pass, without the interpreter's lock.

   NumPy does the same in more passes (gather.py), and does so where this was not compiled. Indices
   are clipped to their tables as there, so that no input reads beside them. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { PERSON, PLACE, DAY, ROW_OF, COLUMN_OF, CELLS, OUT, COUNT };

static const char *const names[COUNT] = {
    "person", "place", "day", "row_of", "column_of", "cells", "out"};
static const int widths[COUNT] = {0, 0, 4, 4, 4, 2, 2}; /* in bytes; 0: either */

static inline Py_ssize_t clipped(int64_t index, Py_ssize_t length)
{
    if ((uint64_t)index < (uint64_t)length) /* nearly always: one comparison */
        return (Py_ssize_t)index;
    return index < 0 ? 0 : length - 1;
}

/* Fill view with an array of whole numbers of so many bytes each; 0: two or four. */
static int taken(PyObject *object, Py_buffer *view, const char *name, int width, int writable)
{
    int flags = PyBUF_FORMAT | PyBUF_C_CONTIGUOUS | (writable ? PyBUF_WRITABLE : 0);
    if (PyObject_GetBuffer(object, view, flags) < 0)
        return -1;
    /* A width has several letters: int32 is 'l' where that is what C calls long. */
    const char *format = view->format ? view->format : "";
    int whole = *format && strchr("bhil", *format) && !format[1];
    int fits = width ? view->itemsize == width : view->itemsize == 2 || view->itemsize == 4;
    if (whole && fits)
        return 0;
    PyErr_Format(PyExc_TypeError, "%s: must hold %s", name,
                 width == 1   ? "int8"
                 : width == 2 ? "int16"
                 : width == 4 ? "int32"
                              : "int16 or int32");
    PyBuffer_Release(view);
    return -1;
}

/* One loop for each pair of widths, so that none asks for a width in the loop. */
#define LOOP(PERSON_TYPE, PLACE_TYPE)                                                             \
    do {                                                                                          \
        const PERSON_TYPE *person = views[PERSON].buf;                                            \
        const PLACE_TYPE *place = views[PLACE].buf;                                               \
        for (Py_ssize_t row = 0; row < length[OUT]; row++) {                                      \
            int64_t course = (int64_t)person[row] * places + place[row];                          \
            int64_t since = (int64_t)day[row] - first_day;                                        \
            int64_t at = (int64_t)row_of[clipped(course, length[ROW_OF])] +                       \
                         column_of[clipped(since, length[COLUMN_OF])];                            \
            out[row] = cells[clipped(at, length[CELLS])];                                         \
        }                                                                                         \
    } while (0)

static PyObject *gather(PyObject *self, PyObject *args)
{
    PyObject *objects[COUNT];
    Py_buffer views[COUNT];
    Py_ssize_t length[COUNT];
    int places, first_day, held = 0;
    PyObject *result = NULL;

    (void)self;
    if (!PyArg_ParseTuple(args, "OOOOOOOii:gather", &objects[PERSON], &objects[PLACE],
                          &objects[DAY], &objects[ROW_OF], &objects[COLUMN_OF], &objects[CELLS],
                          &objects[OUT], &places, &first_day))
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
    if (length[ROW_OF] < 1 || length[COLUMN_OF] < 1 || length[CELLS] < 1) {
        PyErr_SetString(PyExc_ValueError, "row_of, column_of and cells: must not be empty");
        goto release;
    }
    Py_BEGIN_ALLOW_THREADS
    const int32_t *day = views[DAY].buf, *row_of = views[ROW_OF].buf;
    const int32_t *column_of = views[COLUMN_OF].buf;
    const int16_t *cells = views[CELLS].buf;
    int16_t *out = views[OUT].buf;
    int wide_person = views[PERSON].itemsize == 4, wide_place = views[PLACE].itemsize == 4;
    if (wide_person && wide_place)
        LOOP(int32_t, int32_t);
    else if (wide_person)
        LOOP(int32_t, int16_t);
    else if (wide_place)
        LOOP(int16_t, int32_t);
    else
        LOOP(int16_t, int16_t);
    Py_END_ALLOW_THREADS
    result = Py_NewRef(Py_None);
release:
    while (held-- > 0)
        PyBuffer_Release(&views[held]);
    return result;
}

static PyObject *translate(PyObject *self, PyObject *args)
{
    PyObject *rows_object, *codes_object, *out_object, *result = NULL;
    Py_buffer rows, codes, out;

    (void)self;
    if (!PyArg_ParseTuple(args, "OOO:translate", &rows_object, &codes_object, &out_object))
        return NULL;
    if (taken(rows_object, &rows, "rows", 2, 0) < 0)
        return NULL;
    if (taken(codes_object, &codes, "codes", 1, 0) < 0)
        goto release_rows;
    if (taken(out_object, &out, "out", 1, 1) < 0)
        goto release_codes;
    if (rows.len / 2 != out.len)
        PyErr_SetString(PyExc_ValueError, "rows and out: must be of one length");
    else if (codes.len < 1)
        PyErr_SetString(PyExc_ValueError, "codes: must not be empty");
    else {
        Py_BEGIN_ALLOW_THREADS
        const int16_t *from = rows.buf;
        const int8_t *code = codes.buf;
        int8_t *to = out.buf;
        for (Py_ssize_t row = 0; row < out.len; row++)
            to[row] = code[clipped(from[row], codes.len)];
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
     "gather(person, place, day, row_of, column_of, cells, out, places, first_day)\n--\n\n"
     "Write cells[row_of[person * places + place] + column_of[day - first_day]] to out.\n\n"
     "person and place hold int16 or int32, cells and out int16, all else int32; contiguous.\n"
     "Raises BufferError, TypeError or ValueError about an array, OverflowError about a number."},
    {"translate", translate, METH_VARARGS,
     "translate(rows, codes, out)\n--\n\n"
     "Write codes[rows], clipped, to out. rows holds int16, codes and out int8; contiguous.\n"
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
