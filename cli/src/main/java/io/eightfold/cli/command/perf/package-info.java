// SPDX-License-Identifier: Apache-2.0
/** {@code ipv8 perf}: one class a measurement. */
package io.eightfold.cli.command.perf;
