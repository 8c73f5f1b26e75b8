// SPDX-License-Identifier: Apache-2.0
/**
 * What WHOIS8 costs a router, and what a server of it can do. {@link io.eightfold.perf.whois8.GeneratedRegistry} makes up a registry,
 * {@link io.eightfold.perf.whois8.SignedRegistry} signs it with real keys, and {@link io.eightfold.perf.whois8.LocalCopy} takes it in as a validator does:
 * verified first, then in the table of verdicts. {@link io.eightfold.perf.whois8.LoadBenchmark} measures that way, from the bytes of a snapshot on;
 * {@link io.eightfold.perf.whois8.VerdictBenchmark} measures verdicts beside RTRlib ({@link io.eightfold.perf.whois8.RtrlibPeer}).
 * {@link io.eightfold.perf.whois8.RegistryProcess} is a server with that registry; {@link io.eightfold.perf.whois8.ServerBenchmark} asks it, and
 * {@link io.eightfold.perf.whois8.RevocationBenchmark} has it stop the packets of a router ({@link io.eightfold.perf.push.RevocationRig}).
 *
 * <p>Every answer is compared with {@link io.eightfold.perf.whois8.NaiveVerdicts}, which shares no code with what is measured.
 */
package io.eightfold.perf.whois8;
