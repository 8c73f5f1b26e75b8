// SPDX-License-Identifier: Apache-2.0
/**
 * The stored results and the page that is plotted from them. {@code perf/measure} hands what a command printed to {@link io.eightfold.perf.page.ResultStore},
 * which adds commit, machine and spread and writes a file; {@link io.eightfold.perf.page.ResultPage} reads all files and writes {@code index.html} and
 * three SVG files, the same bytes for the same files. The form of a file is described in {@code perf/results/README.md}; {@link
 * io.eightfold.perf.page.ResultParser} is the one place that reads it. The charts are written by hand: a library for four shapes would be larger than they are.
 */
package io.eightfold.perf.page;
