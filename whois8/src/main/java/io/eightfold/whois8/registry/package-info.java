// SPDX-License-Identifier: Apache-2.0
// The authority: changes of the data sets it signs.
/**
 * The registry of one authority. A change is checked whole, written with its audit line, its serial and its signed head in one transaction, and only then seen by
 * anybody: the index, the listeners, the feed. {@link io.eightfold.whois8.registry.AdminService} is what administrators reach of it.
 */
package io.eightfold.whois8.registry;
