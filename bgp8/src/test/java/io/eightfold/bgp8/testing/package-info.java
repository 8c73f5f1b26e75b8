// SPDX-License-Identifier: Apache-2.0
// What tests of all packages share.
/** What tests of all packages share. */
package io.eightfold.bgp8.testing;
