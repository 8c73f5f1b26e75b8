// SPDX-License-Identifier: Apache-2.0
// A kind of value a configuration word can hold, and how it is read.
package io.eightfold.controlplane.config;

/**
 * A kind of value a configuration word can hold.
 *
 * @param type        class of the value
 * @param description what is accepted, for messages and the manual: {@code a number from 4 to 64}
 * @param reader      turns a word into a value
 */
record ValueKind<T>(Class<T> type, String description, Reader<T> reader) {
    /** Turns a word into a value. */
    @FunctionalInterface
    interface Reader<T> {
        /** Throws {@link IllegalArgumentException} whose message says what is wrong with the word. */
        T read(String word);
    }
}
