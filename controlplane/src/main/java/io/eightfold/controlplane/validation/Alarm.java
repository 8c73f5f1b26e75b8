// SPDX-License-Identifier: Apache-2.0
// Something about a data set that an operator must know.
package io.eightfold.controlplane.validation;

/**
 * Something about a data set that an operator must know: it was refused, two servers contradict each other, or it is far behind. Thread: any; immutable.
 *
 * @param atS    seconds since 1970
 * @param fault  in a word, such as {@code bad-signature}
 * @param rir    whose data set, or empty
 * @param server where it was seen, or empty
 * @param text   for people
 */
public record Alarm(long atS, String fault, String rir, String server, String text) {
}
