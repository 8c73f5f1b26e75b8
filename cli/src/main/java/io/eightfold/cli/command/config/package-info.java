// SPDX-License-Identifier: Apache-2.0
/** What {@code ipv8 config} prints and reads: the text of a router's answers, and times with units. */
package io.eightfold.cli.command.config;
