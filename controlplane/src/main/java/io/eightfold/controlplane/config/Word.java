// SPDX-License-Identifier: Apache-2.0
// One word of a configuration line and its column.
package io.eightfold.controlplane.config;

/** One word of a configuration line; the column counts characters from 1. */
record Word(String text, int column) {
}
