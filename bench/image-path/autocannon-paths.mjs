// Runs autocannon on several paths, which its command line cannot: the arguments are its file and its options as JSON.
const [, , file, options] = process.argv;
const { default: autocannon } = await import(file);
console.log(JSON.stringify(await autocannon(JSON.parse(options))));
