// The bundles of wp-admin. React and everything of @wordpress/* come from WordPress; the panels are admin-ui's own.
const { join } = require( 'node:path' );
const base = require( '@wordpress/scripts/config/webpack.config' );

const source = ( name ) => join( __dirname, 'src', name );

module.exports = {
	...base,
	entry: {
		room: source( 'room/index.tsx' ),
		glance: source( 'glance/index.tsx' ),
		figures: source( 'figures/index.ts' ),
	},
	output: { ...base.output, path: join( __dirname, 'build' ) },
	// Sources import each other by the names that compiled files would have.
	resolve: { ...base.resolve, extensionAlias: { '.js': [ '.tsx', '.ts', '.js' ] } },
};
