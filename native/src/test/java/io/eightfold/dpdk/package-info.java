// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the native room. {@link io.eightfold.dpdk.BindingTest} compares three descriptions of the shim that nothing else
 * keeps equal: its header, its library and its bindings. The {@code IT} classes run DPDK itself, with virtual devices and
 * without hugepages; EAL starts once a process, so each of them has a JVM of its own (native/pom.xml). Tests that create
 * kernel interfaces name them {@code e8t-...}, remove them, and are skipped in words where the right to do so is missing.
 */
package io.eightfold.dpdk;
