// SPDX-License-Identifier: Apache-2.0
/**
 * DPDK for Java: environment, devices, packet buffers and burst calls, through the shim {@code libeightfold.so} and the
 * foreign function interface.
 *
 * <p>Order of use: {@link io.eightfold.dpdk.Eal#start} once a process; {@link io.eightfold.dpdk.Mempool#create};
 * {@link io.eightfold.dpdk.EthPort#attach} and {@link io.eightfold.dpdk.EthPort#start} for every device; then each worker
 * registers itself with {@link io.eightfold.dpdk.NativeThread} and drives a {@link io.eightfold.dpdk.Turn}. At the end the
 * ports are stopped and closed, {@link io.eightfold.dpdk.Mempool#inUse} must read 0, and {@link io.eightfold.dpdk.Eal#close}
 * ends the environment.
 *
 * <p>Ownership of packet buffers (mbufs, 64-bit handles) is said at every call. Nothing here interprets a packet: that is
 * the work of the rooms {@code wire} and {@code dataplane}. A failing call becomes a {@link io.eightfold.dpdk.DpdkException}
 * whose message says what failed, why, and what mends it; calls that workers make per burst return codes instead.
 *
 * <p>No DPDK layout is written down in Java: {@link io.eightfold.dpdk.MbufLayout} asks the shim, and start-up refuses a shim
 * whose structures differ from the bindings.
 */
package io.eightfold.dpdk;
