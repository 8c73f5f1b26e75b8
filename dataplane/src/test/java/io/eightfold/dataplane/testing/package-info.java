// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share.

/**
 * Builders of frames, a pcap reader and writer, seeds, and the start of DPDK. Frames are built and judged here with code of their own
 * (checksums included), so that a mistake in the product is not repeated by its test. The router under test is put together by
 * {@code io.eightfold.dataplane.worker.TestRouter}, which lives beside the worker for its package-private entry.
 */
package io.eightfold.dataplane.testing;
