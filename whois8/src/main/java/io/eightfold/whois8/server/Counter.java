// SPDX-License-Identifier: Apache-2.0
// What can be counted.
package io.eightfold.whois8.server;

/** A constant of an enum of counters. Thread: any. */
public interface Counter {
    /** Its label, such as {@code peer-closed}: the same in the log, in metrics and in documents. */
    String word();
}
