// SPDX-License-Identifier: Apache-2.0
/**
 * Counters: a reason for every drop, and the memory-mapped file in which each thread writes its own block and any process reads them all.
 * Workers call the static {@code add} and {@code drop}; {@code ipv8 show counters} uses the reader. Nothing locks.
 */
package io.eightfold.dataplane.counter;
