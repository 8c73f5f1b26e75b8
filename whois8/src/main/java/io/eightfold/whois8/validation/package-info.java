// SPDX-License-Identifier: Apache-2.0
// Verdicts on routes.
/**
 * Verdicts on routes from verified records: the table they are looked up in, the operator's own exceptions, and the reasons in words.
 */
package io.eightfold.whois8.validation;
