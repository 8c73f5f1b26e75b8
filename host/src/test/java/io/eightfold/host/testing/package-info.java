// SPDX-License-Identifier: Apache-2.0
// Describes the helpers of the host's tests.

/** Fakes for tests: a clock that is advanced by hand, a link that lets its peer run while it waits, and a peer that reads and writes raw frames. */
package io.eightfold.host.testing;
