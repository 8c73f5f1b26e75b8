// SPDX-License-Identifier: Apache-2.0
/** What a result must say about the machine and the process it was measured on. */
package io.eightfold.perf.environment;
