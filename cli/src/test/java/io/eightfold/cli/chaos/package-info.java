// SPDX-License-Identifier: Apache-2.0
// Both sides of the FIB protocol against each other.
/** Both sides of the FIB protocol against each other, in virtual time and from a seed. */
package io.eightfold.cli.chaos;
