// Public copies of the files of data sets that let pages of other origins read them. The page asks them only when the
// reader presses the button, `./dev build` once (tools/mnist.mjs).
export const kMirrors = {
  mnist: [
    {name: 'GitHub (fgnt)', address: 'https://raw.githubusercontent.com/fgnt/mnist/master/'},
    {name: 'PyTorch', address: 'https://ossci-datasets.s3.amazonaws.com/mnist/'},
  ],
  fashion_mnist: [
    {name: 'GitHub (Zalando)', address: 'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/'},
  ],
};
