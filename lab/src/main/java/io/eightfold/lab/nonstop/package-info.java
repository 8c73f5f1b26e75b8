// SPDX-License-Identifier: Apache-2.0
// Describes the nonstop room: forwarding goes on while processes die.

/**
 * The steps of {@code ipv8 lab nonstop}: dataplane and control plane of one router are killed, stopped and replaced under a stream of numbered probes.
 *
 * <p>A {@link io.eightfold.lab.nonstop.Bench} holds what the steps share: the router's two processes ({@link io.eightfold.lab.router.SplitRouter}), the
 * stream ({@link io.eightfold.lab.router.Prober}) and the table of what happened ({@link io.eightfold.lab.nonstop.EventTable}). A first step proves that
 * the stream loses nothing while nobody is killed; if it does, the machine is too busy and nothing after it would prove anything.
 *
 * <p>What must hold: with the control plane dead, stopped, starting or out of disk, no probe is lost. With the dataplane dead probes are lost, of course;
 * what is shown is for how long. After each event {@code ipv8 verify fib} must find the two processes' routes equal.
 *
 * <p>The router is used by the {@code ipv8} command, as a person would; only the probes are the lab's own, by the room {@code io.eightfold.host.probe}.
 */
package io.eightfold.lab.nonstop;
