/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps what libraries print out of the router's own output. Within the shim only. */
#ifndef EIGHTFOLD_CAPTURE_H
#define EIGHTFOLD_CAPTURE_H

struct output_capture {
    int out;
    int err;
    int memory;
};

void capture_begin(struct output_capture *capture);
void capture_end(struct output_capture *capture, int failed);

#endif
