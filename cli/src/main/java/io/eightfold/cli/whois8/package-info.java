// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ipv8 whois8}: a registry's server ({@code serve}), the commands that make one or fill it from a backup while it does not run ({@code init},
 * {@code restore}), those that administer a running one over its authenticated interface (each takes
 * {@link io.eightfold.cli.whois8.AdminOptions}), those that ask a running router ({@code poll}, {@code reload-overrides}; see
 * {@link io.eightfold.cli.whois8.RouterOptions}), and {@code diff}, which reads two servers as a router does.
 */
package io.eightfold.cli.whois8;
