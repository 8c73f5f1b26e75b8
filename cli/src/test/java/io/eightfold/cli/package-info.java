// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the {@code ipv8} command. {@code MainTest} calls it in this process, {@code RouterIT} runs routers and commands as processes
 * of their own ({@link io.eightfold.cli.Ipv8Process}), since DPDK starts once a process and ends with it. Long texts are compared with
 * files ({@link io.eightfold.cli.Golden}).
 */
package io.eightfold.cli;
