// SPDX-License-Identifier: Apache-2.0
/** {@code ipv8 whois8}: a registry's server, and the commands that administer it over its authenticated interface. */
package io.eightfold.cli.whois8;
