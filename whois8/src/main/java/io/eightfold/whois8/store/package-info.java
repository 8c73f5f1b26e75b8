// SPDX-License-Identifier: Apache-2.0
// The database of an authority.
/**
 * Where an authority keeps what it signs: records, heads, key lists, deltas, the audit log and the tokens of administrators. H2 in a directory by default,
 * PostgreSQL by its JDBC URL; the SQL is what both understand, and {@link io.eightfold.whois8.store.Dialect} is the rest. Private keys are never in the database: they are files
 * in the authority's directory that only its owner may read.
 *
 * <p>One authority writes to a database. It holds a lock for as long as it lives, and each of its transactions checks that the serial is still the one it knows, so that a
 * second writer could not go unnoticed even without the lock.
 */
package io.eightfold.whois8.store;
