// SPDX-License-Identifier: Apache-2.0
// Describes the capture room: what was on the wire, and how that is read.

/**
 * Captures of segments, taken by tcpdump on bridge ports and read by tcpdump filters and by tshark with the project's dissector.
 *
 * <p>{@link io.eightfold.lab.capture.Capture} runs one tcpdump with whole frames and answers counting questions while it runs;
 * {@link io.eightfold.lab.capture.Filters} has the questions as filter expressions, so that a reader of a step's log can ask them again.
 * {@link io.eightfold.lab.capture.Dissection} adds up what {@code ci/tshark} says about a whole file. The steps judge; nothing here does.
 */
package io.eightfold.lab.capture;
